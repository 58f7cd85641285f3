/** The records with more than ten properties, as docs.sprinthub.com shows them. */
import type { RecordType } from '../../shared/operation/recordOutput';

export const contactRecordType: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'fullname', 'email', 'whatsapp', 'mobile', 'phone', 'city', 'state'],
		'lastActive',
	],
	flattened: { companyName: ['companyData', 'companyname'] },
	rest: [
		...['firstname', 'lastname', 'photoUrl', 'address', 'country', 'zipcode', 'timezone'],
		...['preferred_locale', 'company', 'companyData', 'owner', 'userAccess'],
		...['departmentAccess', 'points', 'star_score', 'stage', 'archived', 'tags'],
		...['createdByUtm', 'createdBy', 'createdByName', 'createdByType', 'updatedBy'],
		...['updatedByName', 'createDate', 'updatedDate'],
	],
};

/** `lastMesssageUser` is SprintHub's own spelling. */
export const attendanceRecordType: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'name', 'status', 'type', 'whatsapp_number', 'attendantName', 'startDate'],
		...['endDate', 'unread', 'lastMesssageUser'],
	],
	rest: [
		...['attendant', 'userClient', 'userAttendance', 'department', 'lead_name'],
		...['name_contact', 'star', 'evaluation', 'chatGroup', 'recipientid', 'photo'],
		...['photo_larger', 'accid', 'obs', 'mautic_relation', 'post_id', 'page_id'],
		...['comment_id', 'comment_txt', 'whatsapp_acc', 'whatsapp_oficial'],
		...['lastMesssageAttendance', 'pin', 'archive', 'isGroup', 'opportunity', 'sequence'],
		...['createDate', 'updateDate', 'createDateUnix', 'updateDateUnix'],
		...['lastMesssageUserUnix', 'photos3'],
	],
};
