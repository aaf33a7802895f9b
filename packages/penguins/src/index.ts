export { penguinFeatures, readPenguins } from './read-penguins.ts';
