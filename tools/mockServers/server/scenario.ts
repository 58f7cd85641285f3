import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** How the demo, and the tests that hold for every node, try out the node of a provider. */
export interface Scenario<State> {
	/** File name of a workflow in examples/. */
	workflow: string;
	/** Counts the records that are there now. */
	countRecords(state: State): { contacts: number; orders: number; links: number };
	/** Describes what is wrong with a person's records; undefined if each is there exactly once. */
	problem(state: State, person: Person): string | undefined;
	/** A run that must fail, to show the message that the user reads. */
	failingCase(person: Person): { what: string; parameters: INodeParameters; item: IDataObject };
	/** Parameters that write one contact for an item with `name` and `phone`. */
	createContact: INodeParameters;
	/** The path of a GET that needs no parameters. */
	readPath: string;
	/** The message of the credential test for a wrong key. */
	wrongKeyMessage: string;
	/** For the trigger node, if there is one: its parameters, and a way to start it. */
	trigger?: { parameters: INodeParameters; fire(state: State): Promise<unknown> };
}

/** A row of examples/people.csv. */
export interface Person {
	first_name: string;
	last_name: string;
	email: string;
	phone_number: string;
	phone_international: string;
	job_title: string;
	company: string;
	city: string;
	order_number: string;
	order_total: string;
}

/** Describes a wrong number of records; undefined if there is exactly one. */
export const exactlyOne = (what: string, records: unknown[]) =>
	records.length === 1 ? undefined : `${what}: ${records.length} instead of 1`;
