interface Text {
  readonly kind: 'text';
  readonly text: string;
}

/** The same sequence with neighbouring texts made one. */
export function joinTexts<Item extends { readonly kind: string }>(
  items: readonly (Item | Text)[],
): readonly (Item | Text)[] {
  const joined: (Item | Text)[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (last !== undefined && isText(last) && isText(item)) {
      joined[joined.length - 1] = { kind: 'text', text: last.text + item.text };
    } else {
      joined.push(item);
    }
  }
  return joined;
}

function isText(item: { readonly kind: string }): item is Text {
  return item.kind === 'text';
}
