/** System fields and, by alias, custom ones. Unfilled system fields are null. */
export interface SprintHubLead extends Record<string, unknown> {
	id: number;
}

export interface SprintHubDefinition {
	id: number;
	name: string;
	pluralName: string;
	relationship: { id: number };
	isPublished: boolean;
	allowDynamicInsert: boolean;
	fields: Array<{
		label: string;
		alias: string;
		defaultValue: unknown;
		type: string;
		required: boolean;
		uniqueIdentifier: boolean;
		properties: Record<string, unknown>;
	}>;
}

export interface SprintHubObject extends Record<string, unknown> {
	id: number;
	definitionId: number;
}

export interface SprintHubLink {
	id: number;
	objectId: number;
	linkType: 'lead';
	targetId: number;
	amount: 1;
}

export interface SprintHubTag {
	id: number;
	tag: string;
	color: string;
}

/** Kept as it was sent, with what was not sent as null. */
export interface SprintHubOpportunity extends Record<string, unknown> {
	id: number;
}

export interface SprintHubAttendance extends Record<string, unknown> {
	id: number;
	/** The lead. */
	mautic_relation: number;
}

export interface SprintHubState {
	leads: Map<number, SprintHubLead>;
	definitions: SprintHubDefinition[];
	objects: Map<number, SprintHubObject>;
	/** One entry per link request that was carried out, so that doubles show. */
	links: SprintHubLink[];
	tags: SprintHubTag[];
	opportunities: Map<number, SprintHubOpportunity>;
	attendances: Map<number, SprintHubAttendance>;
	/** By attendance ID. */
	files: Map<number, object[]>;
	/** By lower-case e-mail. More than one ID is a double. */
	leadIdsByEmail: Map<string, number[]>;
}
