import { describe, expect, it } from '@jest/globals';

import { definitionName } from '../../../../../../src/services/ingestion/chunking/code/definition-name.js';

describe('definitionName', () => {
  it.each([
    ['def load_all(path: str) -> list[str]:', 'load_all'],
    ['async def fetch(self):', 'fetch'],
    ['class Store(Base):', 'Store'],
    ['export abstract class Shape<T> implements Drawable {', 'Shape'],
    ['export default async function* readLines(file) {', 'readLines'],
    ['export const handler = async (event) => {', 'handler'],
    ['private static final Map<String, List<Integer>> indexOf(List<String> words) {', 'indexOf'],
    ['async #load(query: Query): Promise<void> {', '#load'],
    ['get size(): number {', 'size'],
    ['func (s *Server) Serve(ctx context.Context) error {', 'Serve'],
    ['pub(crate) fn parse<R: Read>(input: R) -> Result<Ast, Error> {', 'parse'],
    ['impl<T> Iterator for Stack<T> {', 'Iterator'],
    ['static int *first(int value)', 'first'],
    ['void Widget::paint(Canvas &canvas) {', 'Widget::paint'],
    ['module Tools', 'Tools'],
    ['  if (ready) {'.trim(), null],
    ['} else if (ready) {', null],
    ['for (const item of items) {', null],
    ['return compute(value,', null],
    ['# a class of its own', null],
    ['// the function of it (see above)', null],
    ['compute(value);', null],
    ['@decorator', null],
  ])('of %s is %s', (line, name) => {
    expect(definitionName(line)).toBe(name);
  });
});
