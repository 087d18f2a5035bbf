import '@fontsource-variable/public-sans';
import '@fontsource-variable/source-serif-4';
import './tokens.css';
import './parts/parts.css';
import './shell/shell.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { App } from './app.tsx';
import { queries } from './queries.ts';

const place = document.getElementById('desk');
if (!place) throw new Error('The page has no place for the desk.');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Router base="/desk">
        <App />
      </Router>
    </QueryClientProvider>
  </StrictMode>,
);
