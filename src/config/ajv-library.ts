/** What is used of the package `ajv`, in a module of its own so that it is loaded only when there is a file to check. */
export { Ajv } from 'ajv';
