import { childOf, elementsOf, textOf, type XmlElement } from '../../xml/xml-element.js';
import { equationTex } from '../equation.js';

/** The text of a paragraph in a drawing (a:p), fields and equations included. */
export function drawnText(paragraph: XmlElement): string {
  return elementsOf(paragraph).map(textOfRun).join('');
}

function textOfRun(element: XmlElement): string {
  switch (element.name) {
    case 'a:t':
      return textOf(element);
    case 'a:br':
      return '\n';
    case 'a:pPr':
    case 'a:rPr':
    case 'a:endParaRPr':
      return '';
    case 'm:oMath':
      return `$${equationTex(element)}$`;
    case 'mc:AlternateContent':
      return drawnText(childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback') ?? element);
    default:
      return drawnText(element);
  }
}
