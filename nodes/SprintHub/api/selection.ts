/** Which properties to return, in the syntax of SprintHub's pages. */

export const DEFINITIONS =
	'{definitions{id,name,pluralName,relationship{id},isPublished,allowDynamicInsert,fields{label,alias,defaultValue,type,required,uniqueIdentifier,properties}}}';

export const TAGS = '{tags{id,tag,color}}';
