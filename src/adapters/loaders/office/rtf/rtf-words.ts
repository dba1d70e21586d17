/** Words that stand for characters. */
export const rtfCharacters: Readonly<Record<string, string>> = {
  tab: ' ',
  line: '\n',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
};

/** Groups that begin with one of these hold no text of the document. */
export const rtfSkipped: ReadonlySet<string> = new Set(
  (
    'colortbl pict object header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ' +
    'shprslt nonshppict themedata colorschememapping datastore xmlnstbl listtable listoverridetable ' +
    'revtbl rsidtbl generator filetbl fldinst atnid atnauthor atnref sp pntxta pntxtb tc xe'
  ).split(' '),
);

/** Groups marked as "skip what you do not know" that hold text nevertheless. */
export const rtfKept: ReadonlySet<string> = new Set(['shpinst', 'annotation']);

/** Code pages of fonts, by RTF's number for their character set. */
export const rtfCharacterSets: ReadonlyMap<number, number> = new Map([
  [0, 1252],
  [77, 10000],
  [128, 932],
  [129, 949],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
]);
