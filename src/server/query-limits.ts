import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** An error of the code QUERY_TOO_COMPLEX. */
export function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX' } });
}

/** Reports an operation whose fields are nested deeper than `maxDepth`; those of introspection are not counted. */
export function limitDepth(maxDepth: number): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      if (isDeeperThan(maxDepth, operation.selectionSet, context)) {
        context.reportError(tooComplex(`the query is more than ${maxDepth} fields deep`));
      }
    },
  });
}

/** Reports a document with more than `maxAliases` aliased fields: one request cannot ask a model a hundred times. */
export function limitAliases(maxAliases: number): ValidationRule {
  return (context: ValidationContext): ASTVisitor => {
    let aliases = 0;
    return {
      Field(field) {
        if (field.alias !== undefined) aliases += 1;
      },
      Document: {
        leave() {
          if (aliases <= maxAliases) return;
          context.reportError(
            tooComplex(`the query has ${aliases} aliases; at most ${maxAliases} are allowed`),
          );
        },
      },
    };
  };
}

/** Each fragment is looked into once per depth it is reached at, so that the work stays bounded. */
function isDeeperThan(maxDepth: number, root: SelectionSetNode, context: ValidationContext): boolean {
  const seen = new Set<string>();
  const visit = (selections: SelectionSetNode, depth: number): boolean =>
    selections.selections.some((selection) => {
      switch (selection.kind) {
        case Kind.FIELD:
          if (selection.name.value.startsWith('__')) return false;
          if (depth + 1 > maxDepth) return true;
          return selection.selectionSet !== undefined && visit(selection.selectionSet, depth + 1);
        case Kind.INLINE_FRAGMENT:
          return visit(selection.selectionSet, depth);
        case Kind.FRAGMENT_SPREAD: {
          const fragment = firstVisit(selection.name.value, depth);
          return fragment !== undefined && visit(fragment.selectionSet, depth);
        }
      }
    });
  const firstVisit = (name: string, depth: number): FragmentDefinitionNode | undefined => {
    const key = `${depth} ${name}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    return context.getFragment(name) ?? undefined;
  };
  return visit(root, 0);
}
