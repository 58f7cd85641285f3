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

/** Fields as they were sent. Those that were not sent are null. */
export interface SprintHubOpportunity extends Record<string, unknown> {
	id: number;
}

export interface SprintHubAttendance extends Record<string, unknown> {
	id: number;
	/** ID of the lead. */
	mautic_relation: number;
}

export interface SprintHubState {
	leads: Map<number, SprintHubLead>;
	definitions: SprintHubDefinition[];
	objects: Map<number, SprintHubObject>;
	/** One entry for each executed link request, so that duplicates show. */
	links: SprintHubLink[];
	tags: SprintHubTag[];
	opportunities: Map<number, SprintHubOpportunity>;
	attendances: Map<number, SprintHubAttendance>;
	/** By attendance ID. */
	files: Map<number, object[]>;
	/** By lower-case email. Duplicates share an email. */
	leadIdsByEmail: Map<string, number[]>;
}
