'use client';

import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { copyText } from '@/components/browser/copy-text';
import styles from './differences.module.css';

interface TakeAwayProps {
  /** Address of the table without its format, with the parameters of this page. */
  readonly tableHref: string;
  readonly jsonHref: string;
}

/** CSV has all numbers as it is. */
const FORMATS = [
  { parameters: 'format=csv', label: 'CSV' },
  { parameters: 'format=latex', label: 'LaTeX' },
  { parameters: 'format=latex&detail=full', label: 'LaTeX, all numbers' },
  { parameters: 'format=markdown', label: 'Markdown' },
  { parameters: 'format=markdown&detail=full', label: 'Markdown, all numbers' },
] as const;

/** The comparison as a file, or on the clipboard. */
export function TakeAway({ tableHref, jsonHref }: TakeAwayProps) {
  const [said, setSaid] = useState('');
  const copy = async (parameters: string, label: string) => {
    try {
      const response = await fetch(`${tableHref}&${parameters}`);
      const isCopied = response.ok && (await copyText(await response.text()));
      setSaid(isCopied ? `${label} copied` : `${label} not copied`);
    } catch {
      setSaid('The server does not answer');
    }
  };
  return (
    <>
      <span role="status" className={said === '' ? 'visually-hidden' : styles.facts}>
        {said}
      </span>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="xs" variant="default">
            Take away
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Download</Menu.Label>
          {FORMATS.map(({ parameters, label }) => (
            <Menu.Item key={parameters} component="a" href={`${tableHref}&${parameters}`} download>
              {label}
            </Menu.Item>
          ))}
          <Menu.Item component="a" href={jsonHref} target="_blank" rel="noreferrer">
            JSON
          </Menu.Item>
          <Menu.Label>Copy</Menu.Label>
          {FORMATS.map(({ parameters, label }) => (
            <Menu.Item key={parameters} onClick={() => void copy(parameters, label)}>
              Copy as {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
