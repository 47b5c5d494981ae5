"""What a team sets up once or does with many: texts, macros, views, automatic answers, bulk sending."""
