import type DataLoader from 'dataloader';

import { NotFoundError } from '../domain/errors.js';

/** What must be there while the thing that belongs to it is; NotFoundError where it has just been deleted. */
export async function loadOwner<Id extends string, Owner>(
  loader: DataLoader<Id, Owner | null>,
  id: Id,
): Promise<Owner> {
  const owner = await loader.load(id);
  if (owner === null) throw new NotFoundError(`${id} is no longer there`);
  return owner;
}
