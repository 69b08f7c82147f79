import frames from './frames.de.json';
import { byNamespace } from './namespaces.ts';

export const words = { ...byNamespace(import.meta.glob<object>('./de/*.json', { eager: true, import: 'default' })), frames };
