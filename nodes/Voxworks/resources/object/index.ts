export { linkContact } from './linkContact.operation';
