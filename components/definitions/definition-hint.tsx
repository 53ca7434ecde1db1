import type { ReactNode } from 'react';
import { Tip } from '@/components/tip/tip';
import { GLOSSARY, type GlossaryTerm } from './glossary';

/** A term whose definition is one hover or one focus away. */
export function DefinitionHint({ term, children }: { readonly term: GlossaryTerm; readonly children: ReactNode }) {
  return (
    <Tip text={GLOSSARY[term]} underlined>
      {children}
    </Tip>
  );
}
