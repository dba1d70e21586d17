import { HeaderMap } from '@apollo/server';
import {
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type SelectionSetNode,
} from 'graphql';

/** Queries that may cost money: a link or an image tag must not be able to start them. */
const refusedQueries: ReadonlySet<string> = new Set(['answer']);

/** Why an operation is not run over GET, with status 405; undefined where it may be. */
export function refusalOverGet(
  document: DocumentNode,
  operationName: string | null | undefined,
): GraphQLError | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  if (operation.operation === OperationTypeNode.MUTATION) return refusal('mutations are');
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
  const refused = [...rootFields(document, operation.selectionSet)].find((field) =>
    refusedQueries.has(field),
  );
  return refused === undefined ? undefined : refusal(`the query ${refused} is`);
}

function refusal(what: string): GraphQLError {
  return new GraphQLError(`${what} not available over GET; use POST`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 405, headers: new HeaderMap([['allow', 'POST']]) } },
  });
}

/** By the names of the schema, whatever their aliases. */
function rootFields(document: DocumentNode, root: SelectionSetNode): ReadonlySet<string> {
  const fields = new Set<string>();
  const selectionSets = [root];
  const spread = new Set<string>();
  for (const { selections } of selectionSets) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) selectionSets.push(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        selectionSets.push(...fragmentsNamed(document, selection.name.value));
      }
    }
  }
  return fields;
}

function fragmentsNamed(document: DocumentNode, name: string): readonly SelectionSetNode[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name
      ? [definition.selectionSet]
      : [],
  );
}
