export { linkContacts } from './linkContacts.operation';
