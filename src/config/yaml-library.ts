/** What is used of the package `yaml`, in a module of its own so that it is loaded only when there is a file to read. */
export {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseAllDocuments,
  parseDocument,
} from 'yaml';
