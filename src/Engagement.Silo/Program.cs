using Engagement.Silo;
using Engagement.Silo.Postgres;

return await new SiloProgram(new PostgresClusterStore()).RunAsync(args);
