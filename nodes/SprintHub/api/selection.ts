/** What to return, in the form that the vendor's pages show. */

export const DEFINITIONS =
	'{definitions{id,name,pluralName,relationship{id},isPublished,allowDynamicInsert,fields{label,alias,defaultValue,type,required,uniqueIdentifier,properties}}}';

export const TAGS = '{tags{id,tag,color}}';
