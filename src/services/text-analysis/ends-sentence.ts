const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Something always follows these. */
const neverLast = words(
  'Mr Mrs Ms Mx Dr Prof Rev Gen Col Capt Lt Cmdr Sgt Gov Sen Rep Hon St Messrs Mt ' +
    'e.g E.g eg i.e I.e ie vs cf Cf viz resp approx Fig Figs fig figs Eq Eqs eq eqs',
);
/** Abbreviations before a number, words or sentence ends elsewhere. */
const beforeNumber = words(
  'No no Nos nos Vol vol Ch ch Sec sec Sect Art art Para p pp Ref Refs ref refs Tab ca c',
);
/** May close a sentence; whether one begins after them shows in the next word. */
const sometimesLast = words('Inc Ltd Co Corp Jr Sr al Ph.D M.D B.A M.A B.Sc M.Sc U.S U.K E.U U.N D.C');

/** Capitalised by their place: a name seldom begins with one of these. */
const sentenceOpeners = words(
  'The This That These Those There Then They Their It Its He She His Her We Our You Your I In On At By To For ' +
    'From With When While Where What Who Why How If As And But Or So Yet A An After Before Because Although ' +
    'However Moreover Furthermore Therefore Thus Hence Since Some Many Most All Each Every Both No Not Here ' +
    'Let Please Also One Two Another Other Such',
);

const itemNumber = /^\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|\p{L})[.)]+$/u;
const lowerCase = /^[\p{Pi}\p{Ps}"']?\p{Ll}/u;
const quotedQuestion = /[!?…][\p{Pe}\p{Pf}"']+$/u;
const initial = /(?:^|[^\p{L}\p{N}])\p{Lu}$/u;

/**
 * Whether a sentence that the segmenter ends after `before` does end there, given the text `after` it.
 * `whole` says that `before` is all of the sentence so far. Both are without white space at the boundary.
 */
export function endsSentence(before: string, after: string, whole: boolean): boolean {
  if (whole && itemNumber.test(before)) return false;
  if (quotedQuestion.test(before)) return !lowerCase.test(after);
  if (!before.endsWith('.')) return true;
  return !lowerCase.test(after) && !isAbbreviation(before.slice(0, -1), after);
}

function isAbbreviation(before: string, after: string): boolean {
  const word = /[\p{L}.]+$/u.exec(before)?.[0] ?? '';
  if (neverLast.has(word)) return true;
  if (beforeNumber.has(word)) return /^[([]?\d/.test(after);
  if (!sometimesLast.has(word) && !initial.test(before)) return false;
  return !sentenceOpeners.has(/^[\p{L}\p{M}]+/u.exec(after)?.[0] ?? '');
}
