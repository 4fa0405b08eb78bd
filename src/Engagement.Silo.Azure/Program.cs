using Engagement.Silo;
using Engagement.Silo.Azure;

return await new SiloProgram(new AzureClusterStore()).RunAsync(args);
