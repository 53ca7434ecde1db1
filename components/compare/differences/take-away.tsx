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

const FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'latex', label: 'LaTeX' },
  { format: 'markdown', label: 'Markdown' },
] as const;

/** The comparison as a file, or on the clipboard. */
export function TakeAway({ tableHref, jsonHref }: TakeAwayProps) {
  const [said, setSaid] = useState('');
  const copy = async (format: string, label: string) => {
    try {
      const response = await fetch(`${tableHref}&format=${format}`);
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
          {FORMATS.map(({ format, label }) => (
            <Menu.Item key={format} component="a" href={`${tableHref}&format=${format}`} download>
              {label}
            </Menu.Item>
          ))}
          <Menu.Item component="a" href={jsonHref} target="_blank" rel="noreferrer">
            JSON
          </Menu.Item>
          <Menu.Label>Copy</Menu.Label>
          {FORMATS.map(({ format, label }) => (
            <Menu.Item key={format} onClick={() => void copy(format, label)}>
              Copy as {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
