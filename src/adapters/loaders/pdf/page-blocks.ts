import type { Block, Paragraph } from './blocks.js';
import { readingOrder } from './reading-order.js';
import { regionBlocks } from './region-blocks.js';
import type { TextLayer } from './text-run.js';

const sentenceEnd = /[.!?:;。！？]["'”’)\]]?$/u;
const continues = /^[\p{Ll}(]/u;

/** The blocks of a layer in the order of reading; a paragraph that goes on in the next column is one. */
export function pageBlocks({ runs }: TextLayer): Block[] {
  const blocks: Block[] = [];
  for (const region of readingOrder(runs)) {
    const [first, ...rest] = regionBlocks(region);
    const last = blocks.at(-1);
    if (first === undefined) continue;
    if (last !== undefined && goesOn(last, first)) blocks[blocks.length - 1] = joined(last, first);
    else blocks.push(first);
    blocks.push(...rest);
  }
  return blocks;
}

function goesOn(last: Block, first: Block): last is Paragraph {
  if (last.kind !== 'paragraph' || first.kind !== 'paragraph') return false;
  const [end, start] = [last.lines.at(-1)?.text ?? '', first.lines[0]?.text ?? ''];
  return last.size === first.size && !sentenceEnd.test(end) && continues.test(start);
}

function joined(last: Paragraph, first: Block): Paragraph {
  return { ...last, lines: [...last.lines, ...(first.kind === 'paragraph' ? first.lines : [])] };
}
