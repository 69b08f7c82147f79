import { Button, FileButton, Stack, Textarea, TextInput } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FrontDoor } from '../../shell/front-door.tsx';
import { recordsIn } from '../../signed/check.ts';
import { fromFragment, type LinkedRecord } from '../../signed/link.ts';
import { Result } from './result.tsx';
import classes from './verify.module.css';

/** A driver checks what the meter signed, here in the browser: nobody is asked, nothing is sent, no sign-in. */
export default function VerifyPage() {
  const { t } = useTranslation('verify');
  const [records, setRecords] = useState<LinkedRecord[] | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const read = async () => {
      const fragment = location.hash.slice(1);
      if (fragment === '') return;
      const found = await fromFragment(fragment);
      setBroken(found === null);
      setRecords(found);
    };
    void read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return (
    <FrontDoor title={t('verify:title')} text={t('verify:text')}>
      <div className={classes.wide}>
        {isBroken && (
          <p role="alert" className={classes.note}>
            {t('verify:brokenLink')}
          </p>
        )}
        {records !== null && records.length > 0 ? (
          <Result records={records} onAgain={() => setRecords(null)} />
        ) : (
          <Given onGiven={setRecords} />
        )}
      </div>
    </FrontDoor>
  );
}

/** Without a link: paste the values, or open the file that came with the receipt. */
function Given({ onGiven }: { onGiven: (records: LinkedRecord[]) => void }) {
  const { t } = useTranslation('verify');
  const [text, setText] = useState('');
  const [key, setKey] = useState('');
  const records = recordsIn(text, key.trim());
  return (
    <Stack mt="md">
      <FileButton accept=".xml,.txt,text/xml,text/plain" onChange={(file) => void file?.text().then(setText)}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconFileUpload size={17} aria-hidden />}>
            {t('verify:openFile')}
          </Button>
        )}
      </FileButton>
      <Textarea
        label={t('verify:values')}
        description={t('verify:valuesHint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        minRows={4}
        maxRows={10}
        autosize
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
      />
      <TextInput
        label={t('verify:key')}
        description={t('verify:keyHint')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        spellCheck={false}
      />
      <Button disabled={records.length === 0} onClick={() => onGiven(records)}>
        {t('verify:check')}
      </Button>
    </Stack>
  );
}
