import { BadUserInputError } from '../../domain/errors.js';
import { idPrefixes, kindOfId, type IdKind, type makeId } from '../../domain/ids.js';

type IdOf<Kind extends IdKind> = ReturnType<typeof makeId<Kind>>;

/** Throws BadUserInputError naming `argument` where `id` is not the id of a `kind`. */
export function parseId<Kind extends IdKind>(kind: Kind, id: string, argument: string): IdOf<Kind> {
  if (!isIdOf(kind, id)) {
    throw new BadUserInputError(argument, `must be an id that begins with ${idPrefixes[kind]}_`);
  }
  return id;
}

export function isIdOf<Kind extends IdKind>(kind: Kind, id: string): id is IdOf<Kind> {
  return kindOfId(id) === kind;
}
