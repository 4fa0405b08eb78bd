using System.Runtime.CompilerServices;
using Engagement.ReadModels.Tests.Worlds;

namespace Engagement.ReadModels.Tests.Specifications;

/// <summary>What the read models do wherever they are kept.</summary>
public abstract class ReadModelsSpecification
{
    private readonly IWorlds _worlds;

    private protected ReadModelsSpecification(IWorlds worlds) => _worlds = worlds;

    /// <summary>Nothing runs yet.</summary>
    private protected Task<World> NewAsync([CallerMemberName] string name = "") => _worlds.NewAsync(name);

    private protected async Task<World> StartAsync([CallerMemberName] string name = "")
    {
        var world = await NewAsync(name);
        await world.Projector.StartAsync(CancellationToken.None);
        return world;
    }
}
