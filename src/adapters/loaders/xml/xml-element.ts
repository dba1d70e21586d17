import { walkXml, type XmlAttributes } from './walk-xml.js';

export interface XmlElement {
  /** Qualified by the prefixes of namespaces.ts. */
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

/** The root element of an XML file; throws as walkXml does. */
export function parseXml(bytes: Uint8Array): XmlElement {
  const top: XmlNode[] = [];
  const open: XmlNode[][] = [top];
  walkXml(bytes, {
    open: (name, attributes) => {
      const children: XmlNode[] = [];
      open.at(-1)?.push({ name, attributes, children });
      open.push(children);
    },
    text: (text) => open.at(-1)?.push(text),
    close: () => open.pop(),
  });
  return top.find((node) => typeof node !== 'string') ?? emptyElement;
}

export const emptyElement: XmlElement = { name: '', attributes: {}, children: [] };

export function elementsOf(element: XmlElement | undefined): XmlElement[] {
  return (element?.children ?? []).filter((node) => typeof node !== 'string');
}

/** The first child of this name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return elementsOf(element).find((child) => child.name === name);
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return elementsOf(element).filter((child) => child.name === name);
}

/** The children reached by these names, one below the other. */
export function pathOf(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce((parent, name) => childOf(parent, name), element);
}

/** All elements of this name below `element`, in the file's order, those inside one another included. */
export function descendantsOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return elementsOf(element).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendantsOf(child, name),
  ]);
}

/** All text inside, as it is. */
export function textOf(element: XmlElement | undefined): string {
  return (element?.children ?? []).map((node) => (typeof node === 'string' ? node : textOf(node))).join('');
}

/** The attribute `name` of the child `child`: how Office writes most of its settings. */
export function settingOf(element: XmlElement | undefined, child: string, name: string): string | undefined {
  return childOf(element, child)?.attributes[name];
}
