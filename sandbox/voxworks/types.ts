export interface VoxworksContact {
	id: string;
	/** E.164, unique. */
	phone_number: string;
	first_name: string;
	last_name?: string;
	email?: string;
	address?: string;
	location?: string;
	gender?: string;
	age?: number;
	title?: string;
}

export interface VoxworksObject {
	id: string;
	type_name: string;
	data: Record<string, unknown>;
}

export interface VoxworksLink {
	object_id: string;
	contact_id: string;
	metadata?: Record<string, unknown>;
}

export interface VoxworksState {
	contacts: Map<string, VoxworksContact>;
	objects: Map<string, VoxworksObject>;
	/** One entry per link request that was carried out, so that doubles show. */
	links: VoxworksLink[];
	contactIdByPhone: Map<string, string>;
}
