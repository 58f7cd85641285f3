export { create } from './create.operation';
export { linkContact } from './linkContact.operation';
