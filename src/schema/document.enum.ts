import type { DocumentState } from '../domain/document.js';
import { enumType } from './enum-type.js';

export const DocumentStateEnum = enumType<DocumentState>('DocumentState', 'How far a document has come.', {
  PENDING: 'Accepted; no version of it is searchable yet.',
  READY: 'Its current version is searchable.',
  FAILED: 'No version of it could be ingested.',
});
