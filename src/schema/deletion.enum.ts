import type { DeletionState } from '../domain/deletion.js';
import { enumType } from './enum-type.js';

export const DeletionStateEnum = enumType<DeletionState>('DeletionState', 'How far a removal has come.', {
  RUNNING: 'Nothing of it is served; the stores are being cleared.',
  COMPLETED: 'Every store has been cleared and read back.',
});
