/**
 * The operations that may leave an item in doubt after a single lost response, with the reason why their API leaves
 * no other way. Cancelled runs, three lost attempts and a rejection after a lost attempt may always leave a doubt.
 */
const NO_LIST = 'No Idempotency-Key to retry with, and no list to look it up in';
const NO_TIME = 'No Idempotency-Key to retry with, and no list shows when a record was created';
const MAY_STILL_APPEAR =
	'No Idempotency-Key to retry with. A record that the look-up does not find may still appear';
const NOT_FOR_ALL = `${MAY_STILL_APPEAR}. Without an email, or with an explicit creation date, it cannot be found`;
const SAME_RESPONSE =
	'The API stores the response under its Idempotency-Key, so a retry gets the same one';
const ONLY_COUNTS = `The response only counts, and a record does not show what was done. ${SAME_RESPONSE}`;
const STATUS = 'No Idempotency-Key to retry with, and a status does not show which request set it';
const SPENDS = 'No Idempotency-Key to retry with, and each attempt costs credits';
const NO_READ = 'No Idempotency-Key to retry with, and no call that reads the record';

export const ALLOWED_IN_DOUBT: Record<string, string> = {
	'LeadLex: activity.create': NO_LIST,
	'LeadLex: campaign.create': MAY_STILL_APPEAR,
	'LeadLex: campaign.pause': STATUS,
	'LeadLex: campaign.start': STATUS,
	'LeadLex: campaignStep.create': MAY_STILL_APPEAR,
	'LeadLex: company.create': MAY_STILL_APPEAR,
	'LeadLex: company.import': ONLY_COUNTS,
	'LeadLex: contact.create': NOT_FOR_ALL,
	'LeadLex: contact.createMany': NOT_FOR_ALL,
	'LeadLex: contact.deleteMany': ONLY_COUNTS,
	'LeadLex: contact.import': ONLY_COUNTS,
	'LeadLex: contact.upsert': MAY_STILL_APPEAR,
	'LeadLex: contact.upsertMany': MAY_STILL_APPEAR,
	'LeadLex: contact.update': 'Notes are appended, so a retry would append them twice',
	'LeadLex: deal.create': MAY_STILL_APPEAR,
	'LeadLex: deal.createMany': MAY_STILL_APPEAR,
	'LeadLex: deal.deleteMany': ONLY_COUNTS,
	'LeadLex: deal.updateMany':
		'The response only counts, and a deal does not show when it was updated',
	'LeadLex: document.create': SAME_RESPONSE,
	'LeadLex: lexi.chat': NO_LIST,
	'LeadLex: lexiTask.approve': STATUS,
	'LeadLex: lexiTask.dismiss': STATUS,
	'LeadLex: list.create': MAY_STILL_APPEAR,
	'LeadLex: note.create': MAY_STILL_APPEAR,
	'LeadLex: prospect.reveal': SPENDS,
	'LeadLex: prospect.revealMany': SPENDS,
	'LeadLex: prospect.save': NO_TIME,
	'LeadLex: task.create': MAY_STILL_APPEAR,
	'LeadLex: workflow.create': SAME_RESPONSE,
	'SprintHub: contact.create': NO_LIST,
	'SprintHub: customObject.create': NO_LIST,
	'SprintHub: customObject.createAndLink': NO_TIME,
	'SprintHub: customObject.linkContact': NO_TIME,
	'SprintHub: opportunity.create': NO_LIST,
	'Voxworks: call.createPhoneCall': NO_READ,
	'Voxworks: call.createPhoneCallAndWait': NO_READ,
	'Voxworks: call.createWebCall': NO_READ,
	'Voxworks: contact.create': NO_READ,
	'Voxworks: list.create': NO_READ,
	'Voxworks: object.linkContact': NO_READ,
	'Voxworks: objectType.create': NO_READ,
};
