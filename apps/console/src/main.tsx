import './mantine-styles.ts';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { cssVariables, stationmasterTheme } from '@stationmaster/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTranslations } from './i18n.ts';
import { Notices } from './notices.tsx';
import { makeQueryClient } from './queries.ts';
import { router } from './router.tsx';

const cache = makeQueryClient();

async function start(element: HTMLElement): Promise<void> {
  await startTranslations();
  createRoot(element).render(
    <StrictMode>
      <MantineProvider theme={stationmasterTheme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={cache}>
          <Notices />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

const element = document.getElementById('root');
if (element) void start(element);
