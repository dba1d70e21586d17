import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { DocumentId } from '../domain/ids.js';
import { DeleteDocumentsInput } from '../schema/delete-documents.input.js';
import { DeletionReceiptType } from '../schema/deletion-receipt.type.js';
import type { OperationContext } from './operation-context.js';
import { parseDocumentsBy } from './parsing/parse-document-by.js';

@Resolver()
export class DeletionResolver {
  @Mutation(() => DeletionReceiptType, {
    description: 'Deletes documents. Nothing of them is served from the moment it returns.',
  })
  async deleteDocuments(
    @Arg('input', () => DeleteDocumentsInput, { description: 'Which ones.' }) input: DeleteDocumentsInput,
    @Ctx() context: OperationContext,
  ): Promise<DeletionReceiptType> {
    const documents = await findDocuments(input, context);
    return DeletionReceiptType.from(await context.services.deletion.delete(context.principal, { documents }));
  }

  @Mutation(() => DeletionReceiptType, {
    description:
      'Deletes a collection and all its documents. Its name is free, and nothing of it is served, from the moment it returns.',
  })
  async deleteCollection(
    @Arg('name', () => String, { description: "The collection's name." }) name: string,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<DeletionReceiptType> {
    const { id } = await services.collections.require(principal, name);
    return DeletionReceiptType.from(await services.deletion.deleteCollection(principal, id));
  }
}

function findDocuments(
  input: DeleteDocumentsInput,
  { services, principal }: OperationContext,
): Promise<readonly DocumentId[]> {
  if (input.where) {
    const { collection, where } = input.where;
    return services.documents.idsWhere(principal, collection, where);
  }
  return services.documents.resolve(principal, parseDocumentsBy(input.documents ?? [], 'input.documents'));
}
