'use client';

import { MantineProvider } from '@mantine/core';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { mantineTheme } from '@/components/theme/mantine-theme';

/** What every page needs around it: the theme (its style tags carry the page's nonce) and state kept in the URL. */
export function ThemeProvider(props: { readonly nonce: string | undefined; readonly children: ReactNode }) {
  return (
    <MantineProvider theme={mantineTheme} defaultColorScheme="auto" getStyleNonce={() => props.nonce ?? ''}>
      <NuqsAdapter>{props.children}</NuqsAdapter>
    </MantineProvider>
  );
}
