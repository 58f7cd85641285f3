/**
 * Operations that may leave an item in doubt although it was not cancelled, fewer than three tries were lost
 * and none was refused after one that was lost; and why their API allows no other.
 */
const NO_LIST = 'No key to send it again with, and no list to look for it in';
const NO_TIME = 'No key to send it again with, and no list says when a record was created';
const MAY_STILL_APPEAR =
	'No key to send it again with. It is looked for, and what is not there may still come';
const NOT_FOR_ALL = `${MAY_STILL_APPEAR}. Without an email, or with a date of its own, it cannot be found`;
const SAME_RESPONSE = 'The answer is kept under its key, so that it would be the same once more';
const ONLY_COUNTS = `It only counts, and a record does not show what was done. ${SAME_RESPONSE}`;
const STATUS = 'No key to send it again with, and a status does not tell which request has set it';
const SPENDS = 'No key to send it again with, and each time costs credits';
const NO_READ = 'No key to send it again with, and no call that reads it back';

export const ALLOWED_IN_DOUBT: Record<string, string> = {
	'LeadLex: activity.create': NO_LIST,
	'LeadLex: campaign.create': MAY_STILL_APPEAR,
	'LeadLex: campaign.pause': STATUS,
	'LeadLex: campaign.start': STATUS,
	'LeadLex: campaignStep.create': MAY_STILL_APPEAR,
	'LeadLex: company.create': MAY_STILL_APPEAR,
	'LeadLex: company.import': ONLY_COUNTS,
	'LeadLex: contact.create': NOT_FOR_ALL,
	'LeadLex: contact.createMany': NO_TIME,
	'LeadLex: contact.deleteMany': ONLY_COUNTS,
	'LeadLex: contact.import': ONLY_COUNTS,
	'LeadLex: contact.upsert': MAY_STILL_APPEAR,
	'LeadLex: contact.update':
		'Notes are added to those that are there, and twice if they are sent twice',
	'LeadLex: deal.create': MAY_STILL_APPEAR,
	'LeadLex: deal.createMany': NO_TIME,
	'LeadLex: deal.deleteMany': ONLY_COUNTS,
	'LeadLex: deal.updateMany': 'It only counts, and a deal does not show when it was updated',
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
	'Voxworks: call.createWebCall': NO_READ,
	'Voxworks: contact.create': NO_READ,
	'Voxworks: list.create': NO_READ,
	'Voxworks: object.linkContact': NO_READ,
	'Voxworks: objectType.create': NO_READ,
};
