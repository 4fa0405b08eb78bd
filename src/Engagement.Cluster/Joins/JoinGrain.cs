using Engagement.Cluster.Wire;
using Engagement.Core;
using Engagement.Runtime;
using Engagement.Runtime.Hosting;

namespace Engagement.Cluster.Joins;

/// <inheritdoc cref="IJoinGrain"/>
/// <remarks>One call at a time is what a grain does; so no two known persons can surrender to each other at once, from whichever process.</remarks>
[GrainType("joins")]
public sealed class JoinGrain(IActorHost host) : Grain, IJoinGrain
{
    public async Task<Answers> SurrenderAsync(string to, string from)
    {
        var workspace = GrainKeys.ParseWorkspace(this.GetPrimaryKeyString());
        var answer = await Joining.SurrenderOneByOneAsync(
            host, workspace, ActorKey.Parse(to).Person, ActorKey.Parse(from).Person, CancellationToken.None);
        return new Answers(answer is { } surrendered ? [new ActorAnswer(surrendered, null)] : [], 0);
    }
}
