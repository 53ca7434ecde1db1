import '@/components/theme/mantine-styles';
import '@/components/theme/theme.css';

import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { AppFrame } from '@/components/shell/app-frame';
import { ThemeProvider } from '@/components/shell/theme-provider';

export const metadata: Metadata = {
  title: { default: 'Nearmiss', template: '%s · Nearmiss' },
  description: 'See what the outcome reward throws away: the near-misses of search agents.',
};

/** The page around every route. Reading the nonce makes every page dynamic, as a nonce must be. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <ThemeProvider nonce={nonce}>
          <AppFrame>{children}</AppFrame>
        </ThemeProvider>
      </body>
    </html>
  );
}
