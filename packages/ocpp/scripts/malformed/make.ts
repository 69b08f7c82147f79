/** Writes fixtures/malformed-1.6.json, -2.0.1 and -2.1: `node packages/ocpp/scripts/malformed/make.ts`. */
import { writeFileSync } from 'node:fs';
import { versions } from '../../src/version.ts';
import { corpusFile, corpusText } from './corpus.ts';

for (const version of versions) writeFileSync(corpusFile(version), corpusText(version));
