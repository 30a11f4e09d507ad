"""Made-up units, people and articles in bulk, to see how the portal behaves when it has grown."""
