import { createTheme } from '@mantine/core';

/** Mantine's part of the look: small controls, the system's fonts, one calm blue. Colours proper are in theme.css. */
export const mantineTheme = createTheme({
  fontFamily: 'var(--font-sans)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13.5px', md: '14px', lg: '16px', xl: '18px' },
  primaryColor: 'ink',
  primaryShade: 6,
  defaultRadius: '6px',
  colors: {
    ink: ['#eef3fc', '#dbe5f7', '#b8cbee', '#7aa2f7', '#6a8fda', '#4c76cf', '#2f5fbf', '#2a55ad', '#264689', '#1e386e'],
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
