import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Signal-box green, the colour of everything that can be pressed. */
const pine: MantineColorsTuple = [
  '#eef6f1',
  '#dbebe2',
  '#b5d6c4',
  '#8bc0a4',
  '#66ac87',
  '#4b9a70',
  '#38875e',
  '#2b7450',
  '#1f6144',
  '#134a33',
];
/** Brass: what just changed, what is marked. */
const brass: MantineColorsTuple = [
  '#fdf7e7',
  '#f8ebca',
  '#efd794',
  '#e5c25c',
  '#ddb032',
  '#d0a01d',
  '#a97f10',
  '#85630b',
  '#654b0a',
  '#453305',
];
/** Signal red, dark enough to be read on white. */
const red: MantineColorsTuple = [
  '#fdecea',
  '#fad5d1',
  '#f4aaa3',
  '#ee857c',
  '#e5655b',
  '#d6443a',
  '#b3261e',
  '#a0211a',
  '#891b15',
  '#6d140f',
];
/** Paper and ink: greys with a little warmth in light, a little green in dark. */
const gray: MantineColorsTuple = [
  '#f8f7f4',
  '#f1f0eb',
  '#e6e4dd',
  '#d7d4ca',
  '#bab6aa',
  '#918d81',
  '#6b675d',
  '#524f47',
  '#383630',
  '#1f1e1a',
];
const dark: MantineColorsTuple = [
  '#dce1dd',
  '#b9c0bb',
  '#98a19b',
  '#6f7873',
  '#454d49',
  '#333a37',
  '#262c29',
  '#1b201e',
  '#141816',
  '#0e1110',
];

/** Light text sits on shade 8, dark mode fills with shade 7: both at least 4.5 : 1 with white. */
export const stationmasterTheme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 7 },
  colors: { pine, brass, red, gray, dark },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '18px' },
  fontFamily: '"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13.5px', md: '15px', lg: '17px', xl: '20px' },
  headings: {
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '1.25' },
      h2: { fontSize: '17px', lineHeight: '1.35' },
      h3: { fontSize: '15px', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 560 } } },
    TextInput: { defaultProps: { size: 'sm' } },
    // A dialog that opens on its first field would be covered by the list of that field; a click, a letter or an arrow opens it.
    Select: { defaultProps: { size: 'sm', openOnFocus: false } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: true } } },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45, blur: 2 } },
      styles: { title: { fontSize: '17px', fontWeight: 640 } },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

/** The few variables of Mantine that differ from what it derives itself. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfaf8',
    '--mantine-color-dimmed': '#67635a',
    '--mantine-color-anchor': 'var(--mantine-color-pine-8)',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-placeholder': '#767268',
  },
  dark: {
    '--mantine-color-body': '#121513',
    '--mantine-color-dimmed': '#98a19b',
    '--mantine-color-anchor': 'var(--mantine-color-pine-3)',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-placeholder': '#868f89',
  },
});
