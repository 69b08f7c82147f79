import frames from './frames.en.json';
import { byNamespace } from './namespaces.ts';

export const words = { ...byNamespace(import.meta.glob<object>('./en/*.json', { eager: true, import: 'default' })), frames };
