/// <reference types="vite/client" />
import { mount } from "svelte";
import App from "./app/App.svelte";
import "./app/theme.css";

const target = document.getElementById("app");
if (target === null) {
  throw new Error(
    'The page has no element "app"; index.html and main.ts must come from one build.',
  );
}
mount(App, { target });
