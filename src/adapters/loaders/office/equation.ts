import { childOf, childrenOf, elementsOf, settingOf, textOf, type XmlElement } from '../xml/xml-element.js';
import { texSymbols } from './tex-symbols.js';

/** An Office equation (m:oMath) in LaTeX, which readers and models know. */
export function equationTex(equation: XmlElement): string {
  return inside(equation).replace(/ {2,}/g, ' ').trim();
}

const functions: Readonly<Record<string, (element: XmlElement) => string>> = {
  'm:r': (run) =>
    childrenOf(run, 'm:t')
      .map((text) => symbols(textOf(text)))
      .join(''),
  'm:sSup': (element) => `${part(element, 'm:e')}^{${part(element, 'm:sup')}}`,
  'm:sSub': (element) => `${part(element, 'm:e')}_{${part(element, 'm:sub')}}`,
  'm:sSubSup': (element) => `${part(element, 'm:e')}_{${part(element, 'm:sub')}}^{${part(element, 'm:sup')}}`,
  'm:sPre': (element) => `{}_{${part(element, 'm:sub')}}^{${part(element, 'm:sup')}}${part(element, 'm:e')}`,
  'm:f': fraction,
  'm:rad': (element) => {
    const degree = part(element, 'm:deg');
    return `\\sqrt${degree === '' ? '' : `[${degree}]`}{${part(element, 'm:e')}}`;
  },
  'm:d': delimited,
  'm:nary': nary,
  'm:func': (element) => `${functionName(part(element, 'm:fName'))}(${part(element, 'm:e')})`,
  'm:acc': (element) => `${accentOf(setting(element, 'm:accPr', 'm:chr') ?? '̂')}{${part(element, 'm:e')}}`,
  'm:bar': (element) =>
    `${setting(element, 'm:barPr', 'm:pos') === 'top' ? '\\overline' : '\\underline'}{${part(element, 'm:e')}}`,
  'm:limLow': (element) => `${functionName(part(element, 'm:e'))}_{${part(element, 'm:lim')}}`,
  'm:limUpp': (element) => `${functionName(part(element, 'm:e'))}^{${part(element, 'm:lim')}}`,
  'm:m': (element) => {
    const rows = childrenOf(element, 'm:mr').map((row) => childrenOf(row, 'm:e').map(inside).join(' & '));
    return `\\begin{matrix}${rows.join(' \\\\ ')}\\end{matrix}`;
  },
  'm:eqArr': (element) =>
    `\\begin{array}{c}${childrenOf(element, 'm:e').map(inside).join(' \\\\ ')}\\end{array}`,
};

/** Everything else, such as a box, counts for what is in it; properties do not. */
function inside(element: XmlElement): string {
  return elementsOf(element)
    .map((child) => (child.name.endsWith('Pr') ? '' : (functions[child.name] ?? inside)(child)))
    .join('');
}

function part(element: XmlElement, name: string): string {
  const child = childOf(element, name);
  return child === undefined ? '' : inside(child).trim();
}

function setting(element: XmlElement, properties: string, name: string): string | undefined {
  return settingOf(childOf(element, properties), name, 'm:val');
}

function fraction(element: XmlElement): string {
  const [above, below] = [part(element, 'm:num'), part(element, 'm:den')];
  const type = setting(element, 'm:fPr', 'm:type');
  if (type === 'noBar') return `\\genfrac{}{}{0pt}{}{${above}}{${below}}`;
  return type === 'lin' ? `${above}/${below}` : `\\frac{${above}}{${below}}`;
}

function delimited(element: XmlElement): string {
  const mark = (name: string, usual: string): string => setting(element, 'm:dPr', name) ?? usual;
  const parts = childrenOf(element, 'm:e').map(inside).join(mark('m:sepChr', '|'));
  return `\\left${delimiter(mark('m:begChr', '('))}${parts}\\right${delimiter(mark('m:endChr', ')'))}`;
}

function delimiter(mark: string): string {
  if (mark === '') return '.';
  return mark === '{' || mark === '}' ? `\\${mark}` : symbols(mark).trim();
}

function nary(element: XmlElement): string {
  const sign = symbols(setting(element, 'm:naryPr', 'm:chr') ?? '∫').trim();
  const [from, to] = [part(element, 'm:sub'), part(element, 'm:sup')];
  const limits = `${from === '' ? '' : `_{${from}}`}${to === '' ? '' : `^{${to}}`}`;
  return `${sign}${limits}${limits === '' ? ' ' : ''}${part(element, 'm:e')}`;
}

const namedFunctions =
  /^(?:arc)?(?:sin|cos|tan|cot|sec|csc)h?$|^(?:log|ln|lg|exp|lim|max|min|sup|inf|det|gcd)$/;

function functionName(name: string): string {
  return namedFunctions.test(name) ? `\\${name}` : name;
}

const accents: Readonly<Record<string, string>> = {
  '\u0302': '\\hat',
  '\u0303': '\\tilde',
  '\u0304': '\\bar',
  '\u0305': '\\overline',
  '\u0307': '\\dot',
  '\u0308': '\\ddot',
  '\u20d7': '\\vec',
};

function accentOf(character: string): string {
  return accents[character] ?? '\\hat';
}

/** Equations write a minus as a sign of its own, or as a dash. */
const minus = /[\u2212\u2013]/g;

function symbols(text: string): string {
  return text.replace(minus, '-').replace(/[^\0-\x7f]/gu, (character) => {
    const name = texSymbols.get(character);
    return name === undefined ? character : ` \\${name} `;
  });
}
